//! The digest in a real browser: it fits a narrow phone, loads nothing from elsewhere, and can be read in dark and light.
//!
//! A page of this test's own holds the digest in a frame of the phone's width and writes what it measures into its
//! body, which headless Chromium prints. Without Chromium the test says so and passes; `.ci/run` installs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::demo::demo;

/// The browser, if there is one.
pub(crate) fn chromium() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

const MEASURE: &str = r#"<!doctype html><meta charset="utf-8"><iframe id="f" src="PAGE" style="width:WIDTHpx;height:800px;border:0"></iframe>
<script>
document.getElementById('f').onload = function () {
  const d = this.contentDocument, w = this.contentWindow;
  const luminance = c => { const v = c.match(/[\d.]+/g).slice(0, 3).map(x => { x /= 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4 }); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] };
  const ground = e => { for (; e; e = e.parentElement) { const c = w.getComputedStyle(e).backgroundColor; const v = c.match(/[\d.]+/g); if (v.length < 4 || +v[3] > 0.99) return c } return 'rgb(255,255,255)' };
  let worst = 99, where = '';
  for (const e of d.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    if (e.closest('svg') || !e.getClientRects().length) continue;
    const a = luminance(w.getComputedStyle(e).color), b = luminance(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst) { worst = ratio; where = e.outerHTML.slice(0, 80) }
  }
  const wide = [...d.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w.innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 5);
  document.body.innerText = JSON.stringify({ overflow: d.documentElement.scrollWidth - w.innerWidth, wide, worst, where,
    headings: d.querySelectorAll('h1').length, loaded: w.performance.getEntriesByType('resource').map(r => r.name), lang: d.documentElement.lang,
    first: d.querySelector('article') ? d.querySelector('article').getBoundingClientRect().top : null });
};
</script>"#;

/// Measures a page in a frame of a width.
pub(crate) fn measure(browser: &str, measured: &Path, width: u32, dark: bool) -> Value {
    tell(browser, &MEASURE.replace("WIDTH", &width.to_string()), measured, dark)
}

/// What a page of a test says of another, `PAGE`, when both are in the browser: its body becomes a JSON object.
pub(crate) fn tell(browser: &str, telling: &str, told: &Path, dark: bool) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("measure.html");
    fs::write(&page, telling.replace("PAGE", &format!("file://{}", told.display()))).unwrap();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args([
            "--allow-file-access-from-files",
            "--virtual-time-budget=5000",
            "--window-size=1200,900",
            "--dump-dom",
        ])
        .arg(format!("--blink-settings=preferredColorScheme={}", if dark { 0 } else { 1 }))
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", page.display()))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let start = dom.find("{\"").unwrap_or_else(|| panic!("nothing was measured: {dom}"));
    let text = dom[start..].split("</body>").next().unwrap();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    serde_json::from_str(text.trim()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_digest_fits_a_phone_and_can_be_read() {
    let Some(browser) = chromium() else {
        println!("skipped: no Chromium on this machine");
        return;
    };
    for language in ["kk", "ru"] {
        let digest = demo().data().join("digests").join(format!("digest-2026-11-22-{language}.html"));
        for (width, dark) in [(360, false), (360, true), (1100, false)] {
            let found = measure(browser, &digest, width, dark);
            assert_eq!(found["lang"], language);
            assert_eq!(found["headings"], 1, "one main heading");
            assert!(found["overflow"].as_f64().unwrap() <= 0.0, "{width} px: wider than the screen: {found}");
            assert!(
                found["worst"].as_f64().unwrap() >= 4.5,
                "{width} px, dark {dark}: contrast below WCAG AA: {found}"
            );
            assert_eq!(found["loaded"], Value::Array(Vec::new()), "the page loads something");
            if width == 360 {
                assert!(
                    found["first"].as_f64().is_some_and(|top| top < 800.0),
                    "the first topic is below the first screen: {found}"
                );
            }
        }
    }
}
