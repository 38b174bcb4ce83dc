/** Texts that run or load something where markup is made from them. */

/** Ways out of the place a text stands in, and what may follow. */
const WAYS_OUT = [
  '',
  '">',
  "'>",
  '</td>',
  '</bdi>',
  '</title>',
  '</style>',
  '-->',
  '`>',
  '</textarea>',
  ']]>',
  '&#34;&gt;',
]
const ATTACKS = [
  '<script>window.hit=1</script>',
  '<img src=x onerror=window.hit=1>',
  '<svg onload=window.hit=1>',
  '<svg><script>window.hit=1</script></svg>',
  '<iframe src="javascript:parent.hit=1"></iframe>',
  '<a href="javascript:window.hit=1" autofocus onfocus=window.hit=1>x</a>',
  '<body onload=window.hit=1>',
  '<input autofocus onfocus=window.hit=1>',
  '<details open ontoggle=window.hit=1>',
  '<object data="http://127.0.0.1:9/x"></object>',
  '<link rel=stylesheet href="http://127.0.0.1:9/x.css">',
  '<style>@import "http://127.0.0.1:9/x.css";</style>',
  '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
  '<base href="http://127.0.0.1:9/">',
]
export const PAYLOADS = WAYS_OUT.flatMap((wayOut) => ATTACKS.map((attack) => `${wayOut}${attack}`))
