/* What is seen goes on one sheet, A4 across, beside the legend of what is shown, and the screen
   comes back as it was. Needs Leaflet only. */
function osiPrinting(map) {
  var snap = map.options.zoomSnap, kept = null;
  function before() {
    if (kept) { return; }
    kept = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom() };
    var legend = document.querySelector(".leaflet-control-layers");
    var note = document.querySelector(".leaflet-control-attribution");
    document.body.classList.add("osi-print");
    map.options.zoomSnap = 0;
    map.invalidateSize({ animate: false });
    map.fitBounds(kept.bounds, {
      animate: false,
      paddingBottomRight: [legend ? legend.offsetWidth + 16 : 0, note ? note.offsetHeight : 0]
    });
  }
  function after() {
    if (!kept) { return; }
    document.body.classList.remove("osi-print");
    map.options.zoomSnap = snap;
    map.invalidateSize({ animate: false });
    map.setView(kept.centre, kept.zoom, { animate: false });
    kept = null;
  }
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return { before: before, after: after };
}
