/* The place under the pointer, in degrees and MGRS (WGS 84), and the length of a line clicked
   with Shift. Written for this page; needs Leaflet only. */
function osiReadout(map) {
  var A = 6378137, F = 1 / 298.257223563, K0 = 0.9996, E2 = F * (2 - F), EP2 = E2 / (1 - E2);
  var RAD = Math.PI / 180;
  function zoneOf(lon, lat) {
    if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) { return 32; }
    if (lat >= 72 && lat < 84 && lon >= 0 && lon < 42) {
      return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
    }
    return Math.min(Math.floor((lon + 180) / 6) + 1, 60);
  }
  function utm(lon, lat, zone) {
    var phi = lat * RAD, dl = (lon - (zone * 6 - 183)) * RAD;
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
  function five(value) { return ("0000" + Math.floor(value % 1e5)).slice(-5); }
  function mgrs(lon, lat) {
    if (lat < -80 || lat > 84) { return ""; }
    var zone = zoneOf(lon, lat), place = utm(lon, lat, zone);
    var band = "CDEFGHJKLMNPQRSTUVWXX".charAt(Math.floor((lat + 80) / 8));
    var columns = ["STUVWXYZ", "ABCDEFGH", "JKLMNPQR"][zone % 3];
    var rows = zone % 2 ? "ABCDEFGHJKLMNPQRSTUV" : "FGHJKLMNPQRSTUVABCDE";
    var column = columns.charAt(Math.floor(place[0] / 1e5) - 1);
    var row = rows.charAt(Math.floor(place[1] / 1e5) % 20);
    return zone + band + " " + column + row + " " + five(place[0]) + " " + five(place[1]);
  }
  function degrees(lon, lat) {
    return Math.abs(lat).toFixed(5) + "\u00b0 " + (lat < 0 ? "S" : "N") + "  "
      + Math.abs(lon).toFixed(5) + "\u00b0 " + (lon < 0 ? "W" : "E");
  }
  var box = L.control({ position: "bottomright" });
  box.onAdd = function () { return L.DomUtil.create("div", "osi-readout"); };
  box.addTo(map);
  var points = [], line = L.polyline([], { color: "#111", dashArray: "4 4", weight: 2 }).addTo(map);
  function length() {
    var sum = 0;
    for (var i = 1; i < points.length; i++) { sum += map.distance(points[i - 1], points[i]); }
    return sum;
  }
  map.on("mousemove", function (event) {
    var at = event.latlng.wrap(), told = degrees(at.lng, at.lat) + "\n" + mgrs(at.lng, at.lat);
    if (points.length > 1) { told += "\n" + (length() / 1000).toFixed(2) + " km (sphere)"; }
    box.getContainer().textContent = told;
  });
  map.on("click", function (event) {
    if (!event.originalEvent.shiftKey) { points = []; } else { points.push(event.latlng); }
    line.setLatLngs(points);
  });
  return { mgrs: mgrs, utm: utm };
}
