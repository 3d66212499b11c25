/* The place under the pointer in degrees, DMS, UTM and MGRS (WGS 84); a click copies it.
   Written for this page; needs Leaflet only. */
function osiReadout(map, words, busy) {
  var A = 6378137, F = 1 / 298.257223563, K0 = 0.9996, E2 = F * (2 - F), EP2 = E2 / (1 - E2);
  var RAD = Math.PI / 180, BANDS = "CDEFGHJKLMNPQRSTUVWXX";
  function zoneOf(lon, lat) {
    if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) { return 32; }
    if (lat >= 72 && lat <= 84 && lon >= 0 && lon < 42) {
      return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
    }
    return Math.floor((lon + 180) / 6) % 60 + 1;
  }
  function utm(lon, lat, zone) {
    var middle = zone * 6 - 183, away = (lon - middle + 540) % 360 - 180;
    var phi = lat * RAD, dl = away * RAD;
    var s = Math.sin(phi), c = Math.cos(phi), t = Math.tan(phi) * Math.tan(phi);
    var n = A / Math.sqrt(1 - E2 * s * s), cc = EP2 * c * c, a = c * dl;
    var e4 = E2 * E2, e6 = e4 * E2;
    var m = A * ((1 - E2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * phi
      - (3 * E2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * Math.sin(2 * phi)
      + (15 * e4 / 256 + 45 * e6 / 1024) * Math.sin(4 * phi)
      - 35 * e6 / 3072 * Math.sin(6 * phi));
    var east = K0 * n * (a + (1 - t + cc) * Math.pow(a, 3) / 6
      + (5 - 18 * t + t * t + 72 * cc - 58 * EP2) * Math.pow(a, 5) / 120) + 500000;
    var north = K0 * (m + n * Math.tan(phi) * (a * a / 2 + (5 - t + 9 * cc + 4 * cc * cc)
      * Math.pow(a, 4) / 24 + (61 - 58 * t + t * t + 600 * cc - 330 * EP2) * Math.pow(a, 6) / 720));
    return [east, lat < 0 ? north + 1e7 : north];
  }
  function onGrid(lat) { return lat >= -80 && lat <= 84; }
  function band(lat) { return BANDS.charAt(Math.floor((lat + 80) / 8)); }
  function five(value) { return ("0000" + Math.floor(value % 1e5)).slice(-5); }
  function mgrs(lon, lat) {
    if (!onGrid(lat)) { return words.beyond; }
    var zone = zoneOf(lon, lat), place = utm(lon, lat, zone);
    var columns = ["STUVWXYZ", "ABCDEFGH", "JKLMNPQR"][zone % 3];
    var rows = zone % 2 ? "ABCDEFGHJKLMNPQRSTUV" : "FGHJKLMNPQRSTUVABCDE";
    var column = columns.charAt(Math.floor(place[0] / 1e5) - 1);
    var row = rows.charAt(Math.floor(place[1] / 1e5) % 20);
    return zone + band(lat) + " " + column + row + " " + five(place[0]) + " " + five(place[1]);
  }
  function grid(lon, lat) {
    if (!onGrid(lat)) { return words.beyond; }
    var zone = zoneOf(lon, lat), place = utm(lon, lat, zone);
    return zone + band(lat) + " " + Math.round(place[0]) + " " + Math.round(place[1]);
  }
  function side(value, letters) { return letters.charAt(value >= 0 ? 0 : 1); }
  function degrees(lon, lat) {
    return Math.abs(lat).toFixed(6) + "\u00b0 " + side(lat, "NS") + "  "
      + Math.abs(lon).toFixed(6) + "\u00b0 " + side(lon, "EW");
  }
  function sixty(value) {
    var all = Math.round(Math.abs(value) * 360000), rest = all % 360000;
    var seconds = (rest % 6000 / 100).toFixed(2);
    return Math.floor(all / 360000) + "\u00b0" + ("0" + Math.floor(rest / 6000)).slice(-2) + "'"
      + ("0" + seconds).slice(-5) + "\"";
  }
  function dms(lon, lat) {
    return sixty(lat) + " " + side(lat, "NS") + "  " + sixty(lon) + " " + side(lon, "EW");
  }
  var forms = [["DD", degrees], ["DMS", dms], ["UTM", grid], ["MGRS", mgrs]];
  var box, choice, told, said;
  function build() {
    box = L.DomUtil.create("div", "osi-readout");
    told = L.DomUtil.create("pre", "", box);
    var label = L.DomUtil.create("label", "", box);
    label.appendChild(document.createTextNode(words.copies + " "));
    choice = L.DomUtil.create("select", "", label);
    forms.forEach(function (form, index) { choice.add(new Option(form[0], index)); });
    said = L.DomUtil.create("span", "osi-said", box);
    said.setAttribute("role", "status");
    L.DomEvent.disableClickPropagation(box);
    return box;
  }
  function show(latlng) {
    var at = latlng.wrap();
    told.textContent = forms.map(function (form) {
      return (form[0] + "    ").slice(0, 5) + form[1](at.lng, at.lat);
    }).join("\n");
    return forms[choice.value][1](at.lng, at.lat);
  }
  function report(done, text) {
    said.textContent = (done ? words.copied : words.failed) + ": " + text;
  }
  function copy(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    field.remove();
    report(done, text);
    if (done || !navigator.clipboard) { return; }
    navigator.clipboard.writeText(text).then(
      function () { report(true, text); }, function () { report(false, text); });
  }
  var control = L.control({ position: "bottomright" });
  control.onAdd = build;
  control.addTo(map);
  show(map.getCenter());
  map.on("mousemove", function (event) { show(event.latlng); });
  map.on("click", function (event) { if (!busy()) { copy(show(event.latlng)); } });
  return { dd: degrees, dms: dms, utm: grid, mgrs: mgrs };
}
