//! Folders: whole files or none, whatever was left behind by a crash.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod servers;

use dauys_deliver::{Courier, File, Folder, Message, Outcome};
use servers::message;

#[tokio::test]
async fn files_are_put_whole_and_what_a_crash_left_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    // Killed while the first file was half written: the old page stands, the new one is a part beside it.
    std::fs::create_dir_all(root.join("ridder")).unwrap();
    std::fs::write(root.join("ridder/2026-11-21.html"), "old").unwrap();
    std::fs::write(root.join("ridder/.2026-11-21.html.part"), "<").unwrap();
    let courier = Courier::Folder(Folder::new(&root));
    for _ in 0..2 {
        assert_eq!(courier.send(&message(), 0).await, Outcome::Delivered { receipt: "2 files".into() });
        assert_eq!(std::fs::read_to_string(root.join("ridder/2026-11-21.html")).unwrap(), "<p>");
        assert_eq!(std::fs::read_to_string(root.join("index.html")).unwrap(), "i");
        assert_eq!(std::fs::read_dir(root.join("ridder")).unwrap().count(), 1, "no part is left");
    }
    assert!(courier.is_idempotent());
    assert_eq!(courier.written(&message()).unwrap(), message().files);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_later() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    std::fs::write(&root, "a file where the folder should be").unwrap();
    let outcome = Courier::Folder(Folder::new(&root)).send(&message(), 0).await;
    let Outcome::Later { why, .. } = outcome else { panic!("{outcome:?}") };
    assert!(why.contains("ridder/2026-11-21.html"), "{why}");
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["../out.html", "/out.html", "a/../../out.html", "", ".."] {
        let message = Message { files: vec![File::new(name, "text/html", "x")], ..message() };
        let outcome = Courier::Folder(Folder::new(folder.path().join("in"))).send(&message, 0).await;
        assert!(matches!(outcome, Outcome::Refused { permanent: true, .. }), "{name}: {outcome:?}");
    }
    assert!(!folder.path().join("out.html").exists());
}
