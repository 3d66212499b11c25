/* Lengths, bearings and areas on the WGS 84 ellipsoid: T. Vincenty, Survey Review XXIII (1975).
   Places are {lat, lng} in degrees. Written for this page; needs nothing. */
function osiGeodesy() {
  var A = 6378137, F = 1 / 298.257223563, B = A * (1 - F), E2 = F * (2 - F), E = Math.sqrt(E2);
  var RAD = Math.PI / 180, MEAN = 6371008.8;
  function turn(degrees) { return (degrees % 360 + 360) % 360; }
  function half(radians) {
    return radians - 2 * Math.PI * Math.floor((radians + Math.PI) / (2 * Math.PI));
  }
  function series(cos2alpha) {
    var u2 = cos2alpha * (A * A - B * B) / (B * B);
    return {
      a: 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
      b: u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    };
  }
  function correction(b, sin, cos, mid) {
    return b * sin * (mid + b / 4 * (cos * (2 * mid * mid - 1)
      - b / 6 * mid * (4 * sin * sin - 3) * (4 * mid * mid - 3)));
  }
  function bend(cos2alpha) { return F / 16 * cos2alpha * (4 + F * (4 - 3 * cos2alpha)); }
  function sphere(from, to) {
    var p1 = from.lat * RAD, p2 = to.lat * RAD, dl = (to.lng - from.lng) * RAD;
    var y = Math.cos(p2) * Math.sin(dl);
    var x = Math.cos(p1) * Math.sin(p2) - Math.sin(p1) * Math.cos(p2) * Math.cos(dl);
    var z = Math.sin(p1) * Math.sin(p2) + Math.cos(p1) * Math.cos(p2) * Math.cos(dl);
    var distance = MEAN * Math.atan2(Math.hypot(x, y), z);
    return { distance: distance, azimuth: turn(Math.atan2(y, x) / RAD), exact: false };
  }
  /* Metres and the bearing at the start in degrees; where the series does not converge (almost
     antipodal places), those of a sphere, with exact false. */
  function inverse(from, to) {
    var l = half((to.lng - from.lng) * RAD), lambda = l, before, step = 0;
    var u1 = Math.atan((1 - F) * Math.tan(from.lat * RAD));
    var u2 = Math.atan((1 - F) * Math.tan(to.lat * RAD));
    var s1 = Math.sin(u1), c1 = Math.cos(u1), s2 = Math.sin(u2), c2 = Math.cos(u2);
    var sin, cos, sigma, sinAlpha, cos2alpha, mid, c, sl, cl;
    do {
      sl = Math.sin(lambda); cl = Math.cos(lambda);
      sin = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
      if (sin === 0) { return { distance: 0, azimuth: 0, exact: true }; }
      cos = s1 * s2 + c1 * c2 * cl;
      sigma = Math.atan2(sin, cos);
      sinAlpha = c1 * c2 * sl / sin;
      cos2alpha = 1 - sinAlpha * sinAlpha;
      mid = cos2alpha > 1e-15 ? cos - 2 * s1 * s2 / cos2alpha : 0;
      c = bend(cos2alpha);
      before = lambda;
      lambda = l + (1 - c) * F * sinAlpha
        * (sigma + c * sin * (mid + c * cos * (2 * mid * mid - 1)));
      step += 1;
      if (step > 200 || Math.abs(lambda) > Math.PI) { return sphere(from, to); }
    } while (Math.abs(lambda - before) > 1e-12);
    var k = series(cos2alpha);
    return {
      distance: B * k.a * (sigma - correction(k.b, sin, cos, mid)),
      azimuth: turn(Math.atan2(c2 * sl, c1 * s2 - s1 * c2 * cl) / RAD),
      exact: true
    };
  }
  /* The place that many metres away in that bearing; its longitude goes on beyond 180. */
  function direct(from, azimuth, distance) {
    var alpha = azimuth * RAD, sa = Math.sin(alpha), ca = Math.cos(alpha);
    var tu = (1 - F) * Math.tan(from.lat * RAD), cu = 1 / Math.sqrt(1 + tu * tu), su = tu * cu;
    var sigma1 = Math.atan2(tu, ca), sinAlpha = cu * sa, cos2alpha = 1 - sinAlpha * sinAlpha;
    var k = series(cos2alpha), first = distance / (B * k.a), sigma = first, before, step = 0;
    var sin, cos, mid;
    do {
      mid = Math.cos(2 * sigma1 + sigma); sin = Math.sin(sigma); cos = Math.cos(sigma);
      before = sigma;
      sigma = first + correction(k.b, sin, cos, mid);
      step += 1;
    } while (Math.abs(sigma - before) > 1e-12 && step < 200);
    sin = Math.sin(sigma); cos = Math.cos(sigma); mid = Math.cos(2 * sigma1 + sigma);
    var lat = Math.atan2(su * cos + cu * sin * ca,
      (1 - F) * Math.hypot(sinAlpha, su * sin - cu * cos * ca));
    var lambda = Math.atan2(sin * sa, cu * cos - su * sin * ca), c = bend(cos2alpha);
    var l = lambda - (1 - c) * F * sinAlpha
      * (sigma + c * sin * (mid + c * cos * (2 * mid * mid - 1)));
    return { lat: lat / RAD, lng: from.lng + l / RAD };
  }
  /* Places along the geodesic in that many equal steps, both ends included. */
  function along(from, to, leg, count) {
    var places = [from];
    for (var i = 1; i < count && leg.exact; i++) {
      places.push(direct(from, leg.azimuth, leg.distance * i / count));
    }
    places.push({ lat: to.lat, lng: from.lng + half((to.lng - from.lng) * RAD) / RAD });
    return places;
  }
  /* Places along the geodesic, no more than a step apart, 400 steps at most. */
  function path(from, to, step) {
    var leg = inverse(from, to);
    return along(from, to, leg, Math.min(Math.ceil(leg.distance / step), 400) || 1);
  }
  function authalic(lat) {
    var s = Math.sin(lat * RAD);
    return (1 - E2) * (s / (1 - E2 * s * s) + Math.atanh(E * s) / E);
  }
  /* What lies between a run of places and the equator, every so many of them taken. */
  function under(run, every) {
    var sum = 0;
    for (var i = every; i < run.length; i += every) {
      var east = (run[i].lng - run[i - every].lng) * RAD;
      sum += east * (authalic(run[i].lat) + authalic(run[i - every].lat)) / 2;
    }
    return sum;
  }
  /* Square metres within the ring of geodesics through these places, the smaller side. Coarse and
     fine sums along each leg are drawn together as Richardson does. */
  function area(places) {
    var sum = 0, around = 0;
    places.forEach(function (place, index) {
      var next = places[(index + 1) % places.length], leg = inverse(place, next);
      var count = 2 * Math.min(Math.max(Math.ceil(leg.distance / 5000), 16), 400);
      var run = along(place, next, leg, leg.exact ? count : 1);
      around += (run[run.length - 1].lng - run[0].lng) * RAD;
      sum += leg.exact ? (4 * under(run, 1) - under(run, 2)) / 3 : under(run, 1);
    });
    if (Math.abs(around) > Math.PI) { sum = 2 * Math.PI * authalic(90) - Math.abs(sum); }
    return Math.abs(sum) * A * A / 2;
  }
  return { inverse: inverse, direct: direct, path: path, area: area };
}
