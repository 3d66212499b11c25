/* Lengths and bearings of legs, their sum, and the area of what is closed: by clicks.
   M begins and ends, Esc ends, Enter closes, Backspace takes one back. Needs Leaflet only. */
function osiMeasure(map, geodesy, words) {
  var NEAR_PX = 10, STEP_M = 5000, LINE = { color: "#111", weight: 2, interactive: false };
  var points = [], active = false, closed = false, band = null;
  var drawn = L.layerGroup().addTo(map), button, panel;
  function length(metres) {
    return metres < 1000 ? metres.toFixed(1) + " m" : (metres / 1000).toFixed(3) + " km";
  }
  function surface(metres) {
    return metres < 1e5 ? metres.toFixed(0) + " m\u00b2" : (metres / 1e6).toFixed(3) + " km\u00b2";
  }
  function bearing(degrees) { return ("00" + degrees.toFixed(1)).slice(-5) + "\u00b0"; }
  function legs() {
    var ends = closed ? points.concat([points[0]]) : points;
    return ends.slice(1).map(function (end, index) {
      var leg = geodesy.inverse(ends[index], end);
      leg.from = ends[index];
      leg.to = end;
      return leg;
    });
  }
  /* What is measured: metres of each leg and of all, degrees, square metres once it is closed. */
  function result() {
    var all = legs();
    return {
      legs: all.map(function (leg) { return [leg.distance, leg.azimuth]; }),
      sum: all.reduce(function (sum, leg) { return sum + leg.distance; }, 0),
      area: closed ? geodesy.area(points) : null,
      active: active,
      closed: closed
    };
  }
  function told(leg) {
    return (leg.exact ? "" : "\u2248 ") + length(leg.distance) + "  " + bearing(leg.azimuth);
  }
  function row(table, cells) {
    var line = table.insertRow();
    cells.forEach(function (cell) { line.insertCell().textContent = cell; });
  }
  function list() {
    panel.textContent = "";
    panel.hidden = !active && !points.length;
    var table = L.DomUtil.create("table", "", panel), all = legs(), found = result();
    all.forEach(function (leg, index) { row(table, [index + 1, told(leg)]); });
    if (all.length > 1) {
      row(table, [closed ? words.perimeter : words.sum, length(found.sum)]);
    }
    if (closed) { row(table, [words.area, surface(found.area)]); }
    if (active) { L.DomUtil.create("p", "", panel).textContent = words.hint; }
    panel.scrollTop = panel.scrollHeight;
  }
  function draw() {
    drawn.clearLayers();
    band = null;
    legs().forEach(function (leg) {
      var line = L.polyline(geodesy.path(leg.from, leg.to, STEP_M), LINE).addTo(drawn);
      var label = document.createElement("span");
      label.textContent = told(leg);
      line.bindTooltip(label, { permanent: true, className: "osi-leg", direction: "center" });
    });
    points.forEach(function (point) {
      L.circleMarker(point, { radius: 4, color: "#111", weight: 2, fillColor: "#fff",
        fillOpacity: 1, interactive: false }).addTo(drawn);
    });
    list();
  }
  function near(first, second) {
    return map.latLngToContainerPoint(first).distanceTo(map.latLngToContainerPoint(second))
      < NEAR_PX;
  }
  function start() { active = true; closed = false; points = []; mode(); }
  function end() { active = false; mode(); }
  function close() { if (points.length > 2) { closed = true; end(); } }
  function toggle() { if (active) { end(); } else { start(); } }
  function mode() {
    L.DomUtil[active ? "addClass" : "removeClass"](map.getContainer(), "osi-measuring");
    map.doubleClickZoom[active ? "disable" : "enable"]();
    button.setAttribute("aria-pressed", active);
    if (active) { map.closePopup(); }
    draw();
  }
  function add(latlng) {
    if (points.length > 2 && near(latlng, points[0])) { close(); return; }
    if (points.length && near(latlng, points[points.length - 1])) { return; }
    points.push(latlng);
    draw();
  }
  function follow(event) {
    if (!active || !points.length) { return; }
    var last = points[points.length - 1], path = geodesy.path(last, event.latlng, STEP_M);
    if (band) { band.setLatLngs(path); return; }
    band = L.polyline(path, { color: "#111", weight: 1, dashArray: "4 4", interactive: false });
    band.addTo(drawn);
  }
  function key(event) {
    var where = event.target.tagName;
    if (event.ctrlKey || event.altKey || event.metaKey || /INPUT|SELECT|TEXTAREA/.test(where)) {
      return;
    }
    if (event.key === "m" || event.key === "M") { toggle(); }
    else if (event.key === "Escape" && active) { end(); }
    else if (event.key === "Escape") { points = []; closed = false; draw(); }
    else if (event.key === "Enter" && active && where !== "BUTTON") { close(); }
    else if (event.key === "Backspace" && active) { points.pop(); draw(); event.preventDefault(); }
  }
  var control = L.control({ position: "topleft" });
  control.onAdd = function () {
    var box = L.DomUtil.create("div", "osi-measure");
    button = L.DomUtil.create("button", "", box);
    button.type = "button";
    button.textContent = words.measure;
    button.title = words.title;
    panel = L.DomUtil.create("div", "osi-legs", box);
    panel.setAttribute("role", "status");
    L.DomEvent.on(button, "click", toggle);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  mode();
  map.on("click", function (event) { if (active) { add(event.latlng); } });
  map.on("dblclick", function () { if (active) { end(); } });
  map.on("mousemove", follow);
  document.addEventListener("keydown", key);
  return { result: result, toggle: toggle, add: add, active: function () { return active; } };
}
