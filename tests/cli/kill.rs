//! What the machine does to a run: kills it, refuses it its folders, fills its disk.

use super::bench::{Bench, PROGRAM, Said, assert_same, sheet};
use rustix::process::{Pid, Signal, kill_process};
use sha2::{Digest, Sha256};
use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

#[test]
fn a_killed_run_is_completed_by_the_next() {
    let bench = Bench::with_sheets(150);
    bench.run_well(&["convert", "in", "--out", "whole"]);
    let whole = bench.dataset("whole");
    for (round, milliseconds) in [3, 11, 23, 37, 53, 71, 97].into_iter().enumerate() {
        let mut child = bench.start(&mut bench.command(&["convert", "in", "--out", "set"]));
        thread::sleep(Duration::from_millis(milliseconds));
        // It may have ended by then, which is as good a moment as any.
        let _ = child.kill();
        let _ = child.wait();
        if round % 3 == 2 {
            bench.run_well(&["convert", "in", "--out", "set"]);
            assert_same(&whole, &bench.dataset("set"));
            fs::remove_dir_all(bench.path("set")).expect("a folder");
        }
    }
    bench.run_well(&["convert", "in", "--out", "set"]);
    assert_same(&whole, &bench.dataset("set"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_or_terminated_run_is_completed_by_the_next() {
    let bench = Bench::with_sheets(150);
    bench.run_well(&["convert", "in", "--out", "whole"]);
    for (signal, milliseconds) in [
        (Signal::INT, 13),
        (Signal::TERM, 29),
        (Signal::INT, 61),
        (Signal::TERM, 89),
    ] {
        let mut child = bench.start(&mut bench.command(&["convert", "in", "--out", "set"]));
        thread::sleep(Duration::from_millis(milliseconds));
        // It may have ended by then, but it was not waited for, so that the number is still its own.
        kill_process(Pid::from_child(&child), signal).expect("our own process");
        let _ = child.wait();
    }
    bench.run_well(&["convert", "in", "--out", "set"]);
    assert_same(&bench.dataset("whole"), &bench.dataset("set"));
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let bench = Bench::new();
    bench.put("in/hang.txt", "kaikaku-test-fault: hang\n");
    let mut first = bench.start(&mut bench.command(&["convert", "in", "--out", "set"]));
    while !bench.path("set/.kaikaku/journal.jsonl").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    let said = bench.run(&["convert", "in", "--out", "set", "--timeout", "1"]);
    first.kill().expect("it hangs");
    first.wait().expect("it ends");
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert!(said.err.contains("another run"), "{said:?}");
}

/// Says that a test could not be made here.
fn skipped(why: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Runs the program as a user whom permissions bind; none where that cannot be done here.
fn as_nobody(bench: &Bench, arguments: &[&str]) -> Option<Said> {
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
        .arg(PROGRAM);
    let output = command.args(arguments).current_dir(bench.path("")).output();
    let said: Option<Said> = output.ok().map(Into::into);
    said.filter(|said| !said.err.starts_with("setpriv:"))
}

#[cfg(unix)]
fn allow(bench: &Bench, name: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let permissions = fs::Permissions::from_mode(mode);
    fs::set_permissions(bench.path(name), permissions).expect("our own file");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_or_written_exits_3() {
    let bench = Bench::with_sheets(2);
    fs::create_dir(bench.path("locked")).expect("a folder");
    fs::create_dir(bench.path("open")).expect("a folder");
    bench.put("in/shut/sheet.txt", "x");
    for (name, mode) in [
        ("", 0o755),
        ("locked", 0o755),
        ("open", 0o777),
        ("in/sheet001.txt", 0o600),
        ("in/shut", 0o700),
    ] {
        allow(&bench, name, mode);
    }
    let Some(said) = as_nobody(&bench, &["convert", "in/sheet001.txt"]) else {
        skipped("no setpriv, or not allowed to use it");
        return;
    };
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert!(
        said.err.contains("in/sheet001.txt: Permission denied"),
        "{said:?}"
    );
    let run = |arguments: &[&str]| as_nobody(&bench, arguments).expect("as before");
    let said = run(&["convert", "in/sheet002.txt", "--out", "locked/set"]);
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert!(
        said.err.contains("locked/set: Permission denied"),
        "{said:?}"
    );
    let said = run(&["convert", "in", "--out", "open/set"]);
    assert_eq!(said.exit, Some(3), "{said:?}");
    let statuses = bench.statuses("open/set");
    assert_eq!(statuses["in/sheet001.txt"], "failed");
    assert_eq!(statuses["in/shut"], "failed");
    assert_eq!(statuses["in/sheet002.txt"], "ok");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_exits_3_and_leaves_nothing_half_written() {
    let bench = Bench::with_sheets(300);
    let disk = bench.path("disk");
    fs::create_dir(&disk).expect("a folder");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
        .arg(&disk)
        .output();
    if !mount.is_ok_and(|output| output.status.success()) {
        skipped("no small disk can be mounted here");
        return;
    }
    let said = bench.run(&["convert", "in", "--out", "disk/set"]);
    let halves: Vec<_> = fs::read_dir(disk.join("set/bundles"))
        .expect("bundles")
        .filter_map(|entry| fs::read(entry.ok()?.path()).ok())
        .filter(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).is_err())
        .collect();
    let manifest = disk.join("set/manifest.jsonl").exists();
    let unmounted = Command::new("umount").arg("-l").arg(&disk).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert!(said.err.contains("free some space"), "{said:?}");
    assert!(halves.is_empty() && !manifest);
}

#[test]
fn a_dataset_whose_folder_vanishes_exits_3() {
    let bench = Bench::with_sheets(2);
    bench.put("in/a.txt", "kaikaku-test-fault: hang\n");
    let arguments = [
        "convert",
        "in",
        "--out",
        "set",
        "--jobs",
        "1",
        "--timeout",
        "1",
    ];
    let child = bench.start(&mut bench.command(&arguments));
    while !bench.path("set/.kaikaku/journal.jsonl").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    fs::remove_dir_all(bench.path("set")).expect("a folder");
    let said: Said = child.wait_with_output().expect("it ends").into();
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert_eq!(said.err.lines().count(), 1, "{said:?}");
}

#[test]
fn an_archive_that_vanishes_leaves_a_row_for_every_input_and_exits_3() {
    let bench = Bench::with_sheets(20);
    bench.put("in/a.txt", "kaikaku-test-fault: hang\n");
    let arguments = ["convert", "in", "--out", "set", "--jobs", "1"];
    let mut command = bench.command(&arguments);
    let child = bench.start(command.args(["--timeout", "2"]));
    while !bench.path("set/.kaikaku/journal.jsonl").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    fs::rename(bench.path("in"), bench.path("gone")).expect("a folder");
    let said: Said = child.wait_with_output().expect("it ends").into();
    assert_eq!(said.exit, Some(3), "{said:?}");
    let statuses = bench.statuses("set");
    assert_eq!(statuses.len(), 21);
    assert_eq!(statuses["in/sheet020.txt"], "failed", "{said:?}");
    // Back again, it is converted as if nothing had been.
    fs::rename(bench.path("gone"), bench.path("in")).expect("a folder");
    fs::remove_file(bench.path("in/a.txt")).expect("it was there");
    bench.run_well(&["convert", "in", "--out", "set"]);
    bench.run_well(&["convert", "in", "--out", "fresh"]);
    assert_same(&bench.dataset("fresh"), &bench.dataset("set"));
}

#[test]
fn files_that_change_while_they_are_read_spoil_nothing() {
    let bench = Bench::with_sheets(60);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            // Written over in place, so that a reader may find it empty, half-written or longer than it was.
            for turn in (0..).take_while(|_| !done.load(Ordering::Relaxed)) {
                let number = turn % 60 + 1;
                let text = sheet(number + turn).repeat(turn % 4);
                bench.put(&format!("in/sheet{number:03}.txt"), text);
            }
        });
        for _ in 0..3 {
            let said = bench.run(&["convert", "in", "--out", "set"]);
            assert!(matches!(said.exit, Some(0 | 1)), "{said:?}");
            assert_one_with_its_rows(&bench, "set");
        }
        done.store(true, Ordering::Relaxed);
    });
    bench.run(&["convert", "in", "--out", "set"]);
    bench.run(&["convert", "in", "--out", "fresh"]);
    assert_same(&bench.dataset("fresh"), &bench.dataset("set"));
}

/// Every row is of the very bytes that its bundle was made from, and what has no bundle is named with its cause.
fn assert_one_with_its_rows(bench: &Bench, set: &str) {
    let rows = bench.manifest(set);
    assert_eq!(rows.len(), 60);
    for (path, row) in rows {
        let Some(wanted) = row["bundle_sha256"].as_str() else {
            assert_eq!(row["status"], "failed", "{row}");
            assert!(row["cause"].is_string(), "{row}");
            continue;
        };
        let id = row["document_id"].as_str().expect("an id");
        let text = bench.read(&format!("{set}/bundles/{id}.json"));
        let digest = Sha256::digest(&text);
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, wanted, "{path}");
        let bundle: serde_json::Value = serde_json::from_str(&text).expect("a whole bundle");
        assert_eq!(
            bundle["document"]["source"]["sha256"], row["sha256"],
            "{path}"
        );
    }
}
