use std::time::{Duration, Instant};
use switchboard_tests::window::Launch;
#[tokio::test(flavor = "multi_thread")]
async fn probe() {
    let pre = "const dot = document.createElement('div'); document.body.append(dot); dot.style.position='fixed'; dot.style.width='1px'; dot.style.height='1px';";
    for (name, s) in [
        ("toggle80", "window.s = setInterval(() => dot.isConnected ? dot.remove() : document.body.append(dot), 80)"),
        ("toggle200", "window.s = setInterval(() => dot.isConnected ? dot.remove() : document.body.append(dot), 200)"),
        ("rm100", "setTimeout(() => dot.remove(), 100);setTimeout(() => document.body.append(dot), 1000); setTimeout(() => dot.remove(), 1500)"),
        ("rm50x", "setTimeout(() => dot.remove(), 50);setTimeout(() => document.body.append(dot), 2000); setTimeout(() => dot.remove(), 4000)"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let app = Launch::on(folder.path()).open().await;
        app.see_role("button", "Add an account").await;
        for n in 0..4 {
            let (w, h) = if n % 2 == 0 { (1280, 800) } else { (1024, 700) };
            app.resize(w, h).await;
            app.script(&format!("{pre}{s}"), vec![]).await;
            let begun = Instant::now();
            let got = tokio::time::timeout(Duration::from_secs(6), app.client().screenshot()).await;
            println!("PROBE {name} {n} {w} {:?} {}", begun.elapsed(), got.is_ok());
            if got.is_err() { break; }
            app.script("clearInterval(window.s)", vec![]).await;
        }
        app.kill().await;
    }
}
