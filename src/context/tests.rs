use super::*;

fn ignores(patterns: &[&str], path: &str) -> bool {
    IgnoreFile::read(&patterns.join("\n")).unwrap().ignores(path)
}

/// The examples of moby's own tests and of Docker's documentation: pattern, path, whether it is left out.
#[test]
fn a_pattern_means_what_it_means_to_docker() {
    for (pattern, path, out) in [
        ("**", "file", true),
        ("**/", "file", true),
        ("**", "dir/file", true),
        ("**/**", "dir/file", true),
        ("dir/**", "dir/file", true),
        ("dir/**", "dir/dir2/file", true),
        ("**/dir", "dir", true),
        ("**/dir", "dir/file", true),
        ("**/dir2/*", "dir/dir2/file", true),
        ("**/dir2/**", "dir/dir2/dir3/file", true),
        ("**file", "file", true),
        ("**file", "dir/file", true),
        ("**/file", "dir/dir/file", true),
        ("**/file*", "dir/dir/file.txt", true),
        ("**/file*txt", "dir/dir/file.txt", true),
        ("**/file*.txt*", "dir/dir/file.txt", true),
        ("**/**/*.txt", "dir/dir/file.txt", true),
        ("**/**/*.txt2", "dir/dir/file.txt", false),
        ("**/*.txt", "file.txt", true),
        ("a**/*.txt", "a/file.txt", true),
        ("a**/*.txt", "a/dir/dir/file.txt", true),
        ("a/*.txt", "a/dir/file.txt", false),
        ("a/*.txt", "a/file.txt", true),
        ("a/*.txt**", "a/file.txt", true),
        ("a[b-d]e", "ae", false),
        ("a[b-d]e", "ace", true),
        ("a[b-d]e", "aae", false),
        ("a[^b-d]e", "aze", true),
        (".*", ".foo", true),
        (".*", "foo", false),
        ("abc.def", "abcdef", false),
        ("abc.def", "abcZdef", false),
        ("abc?def", "abcZdef", true),
        ("abc?def", "abcdef", false),
        ("**/foo/bar", "foo/bar", true),
        ("**/foo/bar", "dir/dir2/foo/bar", true),
        ("abc/**", "abc", false),
        ("abc/**", "abc/def/ghi", true),
        ("**/.foo", ".foo", true),
        ("**/.foo", "bar.foo", false),
        ("a(b)c/def", "a(b)c/def", true),
        ("a(b)c/def", "a(b)c/xyz", false),
        ("a.|)$(}+{bc", "a.|)$(}+{bc", true),
        ("dist/*.whl", "dist/x-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", true),
        ("a\\*b", "a*b", true),
        ("a\\*b", "ab", false),
        ("a*b*c*d*e*/f", "axbxcxdxe/f", true),
        ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false),
        ("a?b", "a☺b", true),
        ("[a-ζ]*", "α", true),
        ("a*b", "a/b", false),
        ("*/temp*", "somedir/temporary.txt", true),
        ("*/temp*", "temp.txt", false),
        ("*/*/temp*", "somedir/subdir/temporary.txt", true),
        ("temp?", "tempa", true),
        ("**/*.go", "deep/er/x.go", true),
    ] {
        assert_eq!(ignores(&[pattern], path), out, "{pattern} {path}");
    }
}

#[test]
fn the_last_pattern_that_matches_wins() {
    for (patterns, path, out) in [
        (&["!x.go", "*.go"][..], "x.go", true),
        (&["docs", "!docs/README.md"], "docs/README.md", false),
        (&["docs/*", "!docs/README.md"], "docs/README.md", false),
        (&["**", "!util/docker/web"], "util/docker/web/foo", false),
        (&["**", "!util/docker/web", "util/docker/web/foo"], "util/docker/web/foo", true),
        (&["*.md", "!README.md"], "README.md", false),
        (&["*.md", "!README*.md", "README-secret.md"], "README-secret.md", true),
        (&["*", "!src/**", "**/__pycache__"], "src/a/__pycache__/x", true),
        (&["*", "!src/**", "**/__pycache__"], "src/a/x", false),
    ] {
        assert_eq!(ignores(patterns, path), out, "{patterns:?} {path}");
    }
}

#[test]
fn lines_are_read_as_docker_reads_them() {
    for (line, path, out) in [
        ("# x", "# x", false),
        (" # x", "# x", true),
        ("/x", "x", true),
        ("./x", "x", true),
        ("x/", "x/y", true),
        ("  x\t", "x", true),
        ("x\r", "x", true),
        ("a/../README.md", "README.md", true),
        ("README.md # c", "README.md", false),
        ("readme.md", "README.md", false),
        ("\u{feff}x", "x", true),
        (".", "x", false),
        ("..", "x", false),
    ] {
        assert_eq!(ignores(&[line], path), out, "{line:?}");
    }
    let bad = |text| IgnoreFile::read(text).unwrap_err();
    assert_eq!(bad("x\n!\n"), BadPattern { line: 2, text: "!".to_owned() });
    assert_eq!(bad("[\n").line, 1);
    assert!(["[]a]", "[a-]", "[b-a]", "a\\"].iter().all(|text| IgnoreFile::read(text).is_err()));
}

#[test]
fn what_all_builders_leave_out_is_known() {
    let surely = |text: &str, path: &str| IgnoreFile::read(text).unwrap().surely_ignores(path);
    assert!(surely("data\n*.log\n", "data") && surely("**/node_modules", "web/node_modules"));
    assert!(!surely("data\n!data/keep\n", "data") && !surely("{a,b}\n[ab]\n", "a") && !surely("data", "src"));
}

fn context(ignore_file: &str) -> Context {
    let tree = Memory::default()
        .with("Dockerfile", 0o644, "FROM scratch\n")
        .with("package.json", 0o644, "{}")
        .with("package-lock.json", 0o600, "{ }")
        .with("run.sh", 0o755, "#!/bin/sh\n")
        .with("src/a.js", 0o644, "a")
        .with("src/deep/b.js", 0o644, "bb")
        .with("docs/x.md", 0o644, "x");
    Context::new(Box::new(tree), ignore_file).unwrap()
}

fn names(context: &Context, source: &str) -> Vec<String> {
    context.source(source).unwrap().found.into_iter().map(|(path, _)| path).collect()
}

#[test]
fn sources_name_what_is_there() {
    let all = context("");
    assert_eq!(names(&all, "package*.json"), ["package-lock.json", "package.json"]);
    assert_eq!(names(&all, "./src/"), ["src"]);
    assert_eq!(names(&all, "/src/*/b.js"), ["src/deep/b.js"]);
    assert_eq!(names(&all, "."), [""]);
    assert_eq!(names(&all, "../../src/a.js"), ["src/a.js"]);
    assert_eq!(names(&all, "**/b.js"), [""; 0]);
    assert_eq!(names(&all, "nothere"), [""; 0]);
    assert!(all.source("a*").unwrap().wildcard && !all.source("a").unwrap().wildcard);
    assert_eq!(all.weigh("src").unwrap(), Copied { files: 2, bytes: 3 });
    assert_eq!(all.entry("run.sh").unwrap().unwrap().mode, 0o755);
    assert!(all.source("[").is_err());
}

#[test]
fn what_is_left_out_is_not_there() {
    let some = context("src\n!src/deep\n*.json\ndocs\n");
    assert_eq!(names(&some, "package*.json"), [""; 0]);
    assert_eq!(names(&some, "src"), ["src"]);
    assert_eq!(names(&some, "src/a.js"), [""; 0]);
    assert_eq!(names(&some, "docs"), [""; 0]);
    assert_eq!(some.weigh("src").unwrap(), Copied { files: 1, bytes: 2 });
    assert_eq!(some.weigh(".").unwrap().files, 3);
    assert_eq!(some.text("package.json"), Ok(None));
    assert_eq!(names(&context("*\n!src/nothing\n"), "src"), [""; 0]);
}

#[test]
fn a_directory_of_the_machine_is_read_like_files_in_memory() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    std::fs::create_dir_all(root.join("src/deep")).unwrap();
    std::fs::write(root.join("src/deep/b.js"), "bb").unwrap();
    std::fs::write(root.join("Dockerfile"), "FROM scratch\n").unwrap();
    std::fs::write(root.join(".dockerignore"), "Dockerfile\n").unwrap();
    let context = Context::directory(root, &root.join("Dockerfile")).unwrap();
    assert_eq!(names(&context, "*"), [".dockerignore", "src"]);
    assert_eq!(context.weigh("src").unwrap(), Copied { files: 1, bytes: 2 });
    assert_eq!(context.text("src/deep/b.js").unwrap().as_deref(), Some("bb"));
    assert_eq!(context.entry("Dockerfile/x"), Ok(None));
    // The ignore file of the Dockerfile replaces that of the context.
    std::fs::write(root.join("Dockerfile.dockerignore"), "src\n").unwrap();
    let own = Context::directory(root, &root.join("Dockerfile")).unwrap();
    assert_eq!(names(&own, "*"), [".dockerignore", "Dockerfile", "Dockerfile.dockerignore"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("src", root.join("link")).unwrap();
        assert!(context.source("link/deep").is_err());
        assert_eq!(context.entry("link").unwrap().unwrap().kind, Kind::Link);
    }
    std::fs::write(root.join("Dockerfile.dockerignore"), "!\n").unwrap();
    let broken = Context::directory(root, &root.join("Dockerfile")).unwrap_err();
    assert_eq!(broken.to_string(), "line 1 of the ignore file is no pattern: !");
}
