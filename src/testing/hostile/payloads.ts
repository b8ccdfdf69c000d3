/** Texts that would run if one of them were taken for markup, script, an address or a formula. */

/** What a payload sets when it runs: `window.__executed`. */
export const PAYLOADS: readonly string[] = [
  '<script>window.__executed=1</script>',
  '<img src=x onerror="window.__executed=1">',
  '<svg onload="window.__executed=1"><script>window.__executed=1</script></svg>',
  '"><iframe srcdoc="<script>parent.__executed=1</script>"></iframe>',
  '</style><style>@import url(https://evil.example/x.css);</style>',
  'javascript:window.__executed=1',
  '[click](javascript:window.__executed=1)',
  '<a href="https://evil.example/" ping="https://evil.example/ping">x</a>',
  '</title></script><script>window.__executed=1//',
  '{{constructor.constructor("window.__executed=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in a text is a payload, too.
  '${window.__executed=1}',
  "';window.__executed=1;//",
  '<!--<script>window.__executed=1',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.__executed=1>',
  '=HYPERLINK("https://evil.example/","x")',
];

/** One text with all of them. */
export const ALL_PAYLOADS = PAYLOADS.join(' ');
