//! The differences that well-known rewrites of package installations make, by tool.

use super::Declared;
use super::ahead::AHEAD;
use crate::facts::{RpmManager, compensations, dev_tools, rpm_manager};

/// Programs that a call may be recorded as: the tool, or what calls it.
const WRAPPERS: [&str; 9] = ["sudo", "env", "nice", "ionice", "timeout", "xargs", "eatmydata", "nohup", "time"];

/// The programs that pip is called by.
fn pip_names() -> Vec<String> {
    let numbered = |name: &'static str| (2..=20).map(move |minor| format!("{name}3.{minor}"));
    let plain = ["pip", "pip2", "pip3", "python", "python2", "python3"].map(String::from);
    plain.into_iter().chain(numbered("pip")).chain(numbered("python")).collect()
}

impl Declared {
    /// What the safe rewrites declare, but for instructions that change their place.
    #[must_use]
    pub fn safely_rewritten() -> Self {
        let lists = Self::nothing().replaces_apt().moves_apt_updates().cleans_apt_lists().drops_apt_recommends();
        let caches = lists.disables_apk_cache().cleans_rpm_caches().disables_pip_cache().disables_uv_cache();
        let caches = caches.cleans_python_caches().cleans_node_caches().cleans_gem_cache();
        caches
            .sinks_volatile_arguments()
            .creates_no_login_logs()
            .replaces_adds()
            .removes_downloads()
            .begins_in_directories()
    }

    /// What all rewrites that are on declare, but for instructions that change their place.
    #[must_use]
    pub fn rewritten() -> Self {
        let installs = Self::safely_rewritten().disables_weak_dependencies().uses_npm_ci().omits_node_dev_deps();
        let installs = installs.omits_bundler_groups().omits_composer_dev().tunes_python_installs();
        let shell = installs.skips_pip_bytecode().drops_sudo().sets_pipefail();
        shell.folds_chmods().folds_chowns().purges_build_packages()
    }

    /// `pip install` may get `--no-cache-dir`.
    #[must_use]
    pub fn disables_pip_cache(mut self) -> Self {
        for name in pip_names().into_iter().chain(WRAPPERS.map(String::from)) {
            self = self.adds_words(&name, &["--no-cache-dir"]);
        }
        self
    }

    /// pip may run with `PYTHONDONTWRITEBYTECODE=1`.
    #[must_use]
    pub fn skips_pip_bytecode(mut self) -> Self {
        for name in pip_names() {
            self = self.adds_variables(&name, &["PYTHONDONTWRITEBYTECODE='1'"]);
        }
        self
    }

    /// Options that turn a cache off may be gone, and commands that empty one.
    #[must_use]
    pub fn keeps_caches(mut self) -> Self {
        for name in pip_names() {
            self = self.removes_words(&name, &["--no-cache-dir", "--no-cache"]);
        }
        for name in ["uv", "poetry", "pipenv", "composer"] {
            self = self.removes_words(name, &["--no-cache", "--clear"]);
        }
        let commands: [&[&str]; 8] = [
            &["npm", "cache", "clean"],
            &["yarn", "cache", "clean"],
            &["pip", "cache", "purge"],
            &["uv", "cache", "clean"],
            &["composer", "clear-cache"],
            &["composer", "clearcache"],
            &["go", "clean"],
            &["apt-get", "dist-clean"],
        ];
        for command in commands {
            self = self.removes_commands(command);
        }
        let mut all: Vec<String> = Vec::new();
        for path in ["/var/lib/apt/lists", "/root/.npm", "/root/.cache/pip", "/go/pkg/mod", "/root/.cache/go-build"] {
            for path in [path.to_owned(), format!("{path}/"), format!("{path}/*")] {
                self = self.removes_command(&["rm", "-rf", &path]);
                all.push(path.replace('*', super::declared::SEED));
                all.push(path);
            }
        }
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        self = self.removes_command(&["rm", "-rf", "/var/lib/apt/lists/*", "/root/.cache/pip"]);
        self.removes_words("rm", &all)
    }

    /// `uv` may get `--no-cache`.
    #[must_use]
    pub fn disables_uv_cache(mut self) -> Self {
        for name in ["uv", "python", "python3"].into_iter().chain(WRAPPERS) {
            self = self.adds_words(name, &["--no-cache"]);
        }
        self
    }

    /// `conda clean` and its likes, and the removal of the caches of poetry and pipenv, may be new.
    #[must_use]
    pub fn cleans_python_caches(mut self) -> Self {
        for name in ["conda", "mamba", "/opt/conda/bin/conda"] {
            self = self.adds_command(&[name, "clean", "-afy"]);
        }
        self = self.adds_command(&["micromamba", "clean", "--all", "--yes"]);
        let poetry = ["/root/.cache/pypoetry/cache", "/root/.cache/pypoetry/artifacts"];
        self.adds_command(&["rm", "-rf", poetry[0], poetry[1]]).adds_command(&["rm", "-rf", "/root/.cache/pipenv"])
    }

    /// `apt-get install` may get `--no-install-recommends`, and the packages that compensate for it.
    #[must_use]
    pub fn drops_apt_recommends(mut self) -> Self {
        let mut words = vec!["--no-install-recommends"];
        words.extend(compensations().iter().flat_map(|row| row.packages()));
        for name in ["apt-get", "apt"].into_iter().chain(WRAPPERS) {
            self = self.adds_words(name, &words);
        }
        self
    }

    /// `apt` may be `apt-get`, with the options that make it do the same, and both may get `-y`.
    #[must_use]
    pub fn replaces_apt(mut self) -> Self {
        for name in ["apt-get", "apt"].into_iter().chain(WRAPPERS) {
            self = self.adds_words(name, &["-y", "--with-new-pkgs"]);
        }
        self.renames_word("apt", "apt-get").renames_word("full-upgrade", "dist-upgrade")
    }

    /// Installs may lose the packages for people.
    #[must_use]
    pub fn gates_dev_tools(mut self) -> Self {
        let names: Vec<&str> = dev_tools().iter().map(|tool| tool.name.as_str()).chain(["jq"]).collect();
        for name in ["apt-get", "apt"] {
            self = self.removes_words(name, &names);
        }
        self
    }

    /// What builds may be purged, and installs may name the libraries that stay.
    #[must_use]
    pub fn purges_build_packages(self) -> Self {
        let libraries = [
            "libcurl4",
            "libffi8",
            "libfreetype6",
            "libgomp1",
            "libicu72",
            "libjpeg62-turbo",
            "libmariadb3",
            "libonig5",
            "libpng16-16",
            "libpq5",
            "libssl3",
            "libxml2",
            "libxslt1.1",
            "libzip4",
        ];
        self.adds_words("apt-get", &libraries).adds_commands(&["apt-get", "purge", "-y", "--auto-remove"])
    }

    /// `apt-get update` may be new in front of an install, also behind sudo, and gone where it stood before.
    #[must_use]
    pub fn moves_apt_updates(mut self) -> Self {
        for command in [
            ["apt-get", "update"].as_slice(),
            &["apt-get", "update", "-qq"],
            &["apt-get", "update", "-o", "Acquire::Check-Valid-Until=false"],
            &["sudo", "apt-get", "update"],
        ] {
            self = self.adds_command(command).removes_command(command);
        }
        self
    }

    /// `rm -rf /var/lib/apt/lists/*` and `apt-get clean` may be new, also behind sudo.
    #[must_use]
    pub fn cleans_apt_lists(mut self) -> Self {
        for command in [["rm", "-rf", "/var/lib/apt/lists/*"].as_slice(), &["apt-get", "clean"]] {
            let sudo: Vec<&str> = std::iter::once("sudo").chain(command.iter().copied()).collect();
            self = self.adds_command(command).adds_command(&sudo);
        }
        self
    }

    /// `rm -rf /usr/local/bundle/cache/*.gem` may be new.
    #[must_use]
    pub fn cleans_gem_cache(self) -> Self {
        self.adds_command(&["rm", "-rf", "/usr/local/bundle/cache/*.gem"])
    }

    /// `bundle config set --local without 'development test'` may be new.
    #[must_use]
    pub fn omits_bundler_groups(self) -> Self {
        self.adds_command(&["bundle", "config", "set", "--local", "without", "development test"])
    }

    /// `composer` may get `--no-dev`, also behind a program that runs it.
    #[must_use]
    pub fn omits_composer_dev(self) -> Self {
        self.adds_words("composer", &["--no-dev"]).adds_words("su-exec", &["--no-dev"])
    }

    /// Installs by poetry, pipenv and uv may get the options that keep to the lock file and to the main packages, and
    /// lose those of the other meaning.
    #[must_use]
    pub fn tunes_python_installs(mut self) -> Self {
        for name in ["poetry", "pipenv", "uv", "python", "python3"].into_iter().chain(WRAPPERS) {
            self = self
                .adds_words(name, &["--only", "main", "--only=main", "--locked", "--no-dev", "--deploy"])
                .removes_words(name, &["--no-dev", "--dev", "-d"]);
        }
        self
    }

    /// `npm install` may be `npm ci`.
    #[must_use]
    pub fn uses_npm_ci(self) -> Self {
        self.renames_word("install", "ci").renames_word("i", "ci")
    }

    /// `npm` may get `--omit=dev`, or `--only=production`, and lose the older options of that meaning.
    #[must_use]
    pub fn omits_node_dev_deps(self) -> Self {
        let old = ["--production", "--only=production", "--only=prod", "--only", "production", "prod"];
        self.adds_words("npm", &["--omit=dev", "--only=production"]).removes_words("npm", &old)
    }

    /// `npm cache clean --force` and `yarn cache clean` may be new, also behind sudo.
    #[must_use]
    pub fn cleans_node_caches(mut self) -> Self {
        for command in [["npm", "cache", "clean", "--force"].as_slice(), &["yarn", "cache", "clean"]] {
            let sudo: Vec<&str> = std::iter::once("sudo").chain(command.iter().copied()).collect();
            self = self.adds_command(command).adds_command(&sudo);
        }
        self
    }

    /// `dnf clean all` and its likes may be new, and the removal of what yum leaves; also behind sudo.
    #[must_use]
    pub fn cleans_rpm_caches(mut self) -> Self {
        let clean = |name: &'static str, manager: &'static RpmManager| {
            std::iter::once(name).chain(manager.clean.iter().map(String::as_str)).collect::<Vec<_>>()
        };
        for name in ["dnf", "yum", "microdnf", "tdnf", "zypper"] {
            let Some(manager) = rpm_manager(name) else { continue };
            let leftovers = manager.leftovers.iter().map(|path| vec!["rm", "-rf", path.as_str()]);
            for command in std::iter::once(clean(name, manager)).chain(leftovers) {
                let sudo = [["sudo"].as_slice(), &command].concat();
                self = self.adds_command(&command).adds_command(&sudo);
            }
        }
        self
    }

    /// Installs by dnf, yum, microdnf and zypper may get the options that leave out weak dependencies and documentation.
    #[must_use]
    pub fn disables_weak_dependencies(mut self) -> Self {
        let managers = ["dnf", "microdnf", "zypper"].into_iter().filter_map(rpm_manager);
        let options = managers.flat_map(|manager| manager.without_weak.iter().chain(&manager.without_docs));
        let options: Vec<&str> = options.map(String::as_str).collect();
        for name in ["dnf", "dnf5", "yum", "microdnf", "zypper"].into_iter().chain(WRAPPERS) {
            self = self.adds_words(name, &options);
        }
        self
    }

    /// `apk add` may get `--no-cache` and lose `-U`; `apk update` and the removal of its cache may be gone.
    #[must_use]
    pub fn disables_apk_cache(mut self) -> Self {
        for name in ["apk"].into_iter().chain(WRAPPERS) {
            self = self.adds_words(name, &["--no-cache"]).removes_words(name, &["-U", "--update", "--update-cache"]);
        }
        for flag in ["-rf", "-fr", "-r", "-f"] {
            self = self.removes_command(&["rm", flag, "/var/cache/apk/*"]);
        }
        self = self.removes_command(&["rm", "/var/cache/apk/*"]);
        self.removes_command(&["apk", "update"])
    }

    /// The build may fail when a download or what unpacks one fails in front of a pipe.
    #[must_use]
    pub fn sets_pipefail(mut self) -> Self {
        for name in ["curl", "wget", "gzip", "gunzip", "zcat", "xz", "xzcat", "sudo", "echo", "jq", "sed", "cut"] {
            self = self.minds_failures(name);
        }
        self
    }

    /// Commands may lack `sudo` with options that say nothing about the command.
    #[must_use]
    pub fn drops_sudo(self) -> Self {
        let words = ["sudo", "/usr/bin/sudo", "-E", "-H", "-n", "-EH", "-HE"];
        self.removes_words("sudo", &words).removes_words("sudo", &["--preserve-env", "--set-home", "--non-interactive"])
    }

    /// `useradd` may get `-l`.
    #[must_use]
    pub fn creates_no_login_logs(mut self) -> Self {
        for name in ["useradd"].into_iter().chain(WRAPPERS) {
            self = self.adds_words(name, &["-l"]);
        }
        self
    }

    /// ADD may be COPY.
    #[must_use]
    pub fn replaces_adds(self) -> Self {
        self.removes_words("step", &["ADD", "add"]).adds_words("step", &["COPY", "copy"])
    }

    /// Files may be removed by `rm -f`.
    #[must_use]
    pub fn removes_downloads(self) -> Self {
        self.adds_commands(&["rm", "-f"])
    }

    /// COPY may get `--chmod` with usual modes, and calls of `chmod` may be gone.
    #[must_use]
    pub fn folds_chmods(self) -> Self {
        let flags = ["--chmod=755", "--chmod=0755", "--chmod=700", "--chmod=600", "--chmod=644"];
        self.adds_words("step", &flags).removes_commands(&["chmod"])
    }

    /// COPY may get `--link`.
    #[must_use]
    pub fn links_copies(self) -> Self {
        self.adds_words("step", &["--link"])
    }

    /// COPYs may change their place, and what needs only manifests may be done before their time, by the command lines
    /// that the cases have.
    #[must_use]
    pub fn copies_manifests_first(self) -> Self {
        let words = |line: &'static str| line.split(' ').collect::<Vec<&str>>();
        let ahead = AHEAD
            .iter()
            .fold(self.moves_copies().has_program("/src/mvnw"), |ahead, line| ahead.adds_command(&words(line)));
        let ahead = ahead.adds_command(&["echo", "fn main() {}"]);
        let empty =
            ["benches/fast.rs", "build.rs", "src/main.rs", "server/src/main.rs"].map(|name| format!("/src/{name}"));
        empty.iter().fold(ahead, |ahead, path| ahead.writes(path))
    }

    /// COPY, ADD and WORKDIR may stand elsewhere between calls of apk.
    #[must_use]
    pub fn moves_copies_around_apk(self) -> Self {
        self.adds_commands(&["step"]).removes_commands(&["step"]).runs_elsewhere("apk")
    }

    /// A call of `apk add` may give its packages the name `.build-deps` and leave some to a new one in front of it; they
    /// may be deleted by that name.
    #[must_use]
    pub fn introduces_apk_group(self, left: &[&str]) -> Self {
        self.adds_words("apk", &["--virtual", ".build-deps"])
            .removes_words("apk", left)
            .adds_commands(&["apk", "add"])
            .adds_command(&["apk", "del", ".build-deps"])
    }

    /// COPY may get `--chown` with usual owners, calls of `chown` may name directories instead of `-R` or be gone, and users
    /// may be created earlier.
    #[must_use]
    pub fn folds_chowns(mut self) -> Self {
        let owners =
            ["app:app", "node:node", "a:a", "101:101", "www-data:0", "www-data:www-data", "1000:0", "app", "0:staff"];
        let owners: Vec<String> = owners.iter().map(|owner| format!("--chown={owner}")).collect();
        let owners: Vec<&str> = owners.iter().map(String::as_str).chain(["--chown=$APP_USER:$APP_USER"]).collect();
        for program in ["useradd", "groupadd", "adduser", "addgroup"] {
            self = self.adds_commands(&[program]).removes_commands(&[program]);
        }
        let made = ["/var/www/html", "/app/data", "/app/data/a", "/app/run.log"];
        self = self.adds_words("step", &owners).removes_words("chown", &["-R"]).renames_word("-Rf", "-f");
        self.adds_words("chown", &made).removes_commands(&["chown"])
    }

    /// The packages of an install may be in another order.
    #[must_use]
    pub fn sorts_packages(self) -> Self {
        self.fuses(&["apt-get", "install"]).fuses(&["apk", "add"]).fuses(&["dnf", "install"])
    }
}
