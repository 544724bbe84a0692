//! What the machine does to a run: kills it, refuses it its folders, fills its disk.

use super::bench::{Bench, PROGRAM, Said, assert_same};
use std::fs;
use std::process::Command;
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
