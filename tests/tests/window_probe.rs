//! probe
use switchboard_tests::window::Launch;
#[tokio::test(flavor = "multi_thread")]
async fn probe() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;
    app.see("Switchboard").await;
    let s = "const done = arguments[0]; const seen=[]; const l=[];
      new ReportingObserver((r) => r.forEach((x) => seen.push(x.type + JSON.stringify(x.body))), {types:['csp-violation'],buffered:true}).observe();
      document.addEventListener('securitypolicyviolation', (e) => l.push(e.effectiveDirective));
      setTimeout(() => done([seen.length, l.length, seen[0] ?? null, navigator.userAgent, navigator.language]), 700);";
    let inline = "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s);";
    app.script(inline, vec![]).await;
    eprintln!("PROBE after only: {:?}", app.client().execute_async(s, vec![]).await);
    app.script(inline, vec![]).await;
    eprintln!("PROBE: {:?}", app.client().execute_async(&s.replace("setTimeout", &format!("(()=>{{{inline}}})(); setTimeout")), vec![]).await);
    eprintln!("PROBE {:?}", app.text().await);
    eprintln!("PROBE {:?}", app.script("return page.outline()", vec![]).await);
    eprintln!("PROBE size {:?} {:?}", app.client().get_window_size().await, app.script("return [innerWidth, innerHeight, outerWidth]", vec![]).await);
}
