// One clear page for browsers older than Chromium 109, instead of a page that half works.
(function () {
  var chromium = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  var modern = chromium
    ? Number(chromium[1]) >= 109
    : !!(window.CSS && CSS.supports && CSS.supports('selector(:has(a))'));
  if (modern) return;
  document.documentElement.innerHTML =
    '<body style="font-family:sans-serif;max-width:36em;margin:4em auto;padding:0 1em">' +
    '<h1>请更新浏览器</h1>' +
    '<p>园办需要 Chromium 109 以上内核的浏览器（2023年1月以后的 Chrome、Edge，或 360、奇安信的新版本）。</p>' +
    '<p>当前浏览器打不开表单和流程图。请联系单位的信息员更新后再打开本页，已经保存的内容不会丢失。</p>' +
    '</body>';
  window.stop && window.stop();
})();
