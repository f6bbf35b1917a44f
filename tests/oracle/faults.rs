//! The known faults of the peers, each with the texts that show it.

/// What a peer does to a text that BuildKit takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It reports an error.
    Refuses,
    /// It answers with other instructions or other lines, and no error.
    Misreads,
}

/// A fault of a peer.
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) verdict: Verdict,
    pub(crate) shown_by: &'static [&'static str],
}

/// Of `dockerfile-parser` 0.9.0.
pub(crate) const DOCKERFILE_PARSER: &[Fault] = &[
    Fault {
        name: "heredoc bodies are read as instructions",
        verdict: Verdict::Refuses,
        shown_by: &[
            "01_heredoc_run",
            "02_heredoc_copy2",
            "03_heredoc_dash",
            "04_heredoc_fd",
            "37_onbuild_heredoc",
            "48_heredoc_quoted_escape",
            "49_crlf_heredoc",
            "crlf-heredoc",
            "heredoc-add",
            "heredoc-config",
            "heredoc-continued-opener",
            "heredoc-escaped-name",
            "heredoc-lookalikes",
            "heredoc-midline",
            "heredoc-onbuild",
            "heredoc-script",
            "heredoc-several",
            "heredoc-shebang",
            "heredoc-tabs",
            "rust-cache-mount",
        ],
    },
    Fault {
        name: "heredoc bodies are read as instructions, to the end of the file",
        verdict: Verdict::Misreads,
        shown_by: &["unterminated-heredoc"],
    },
    Fault {
        name: "the JSON form of COPY is not known",
        verdict: Verdict::Refuses,
        shown_by: &["30_copy_json", "copy-json", "dotnet-aspnet"],
    },
    Fault {
        name: "`# escape` is not known: the next line is no continuation",
        verdict: Verdict::Refuses,
        shown_by: &["08_escape_backtick", "09_escape_directive_spaces_case", "39_shell_windows", "windows-choco"],
    },
    Fault {
        name: "`# escape` is not known: half an instruction is taken for another one, or two for one",
        verdict: Verdict::Misreads,
        shown_by: &["crlf-backtick", "windows-iis-backtick", "windows-nano"],
    },
    Fault {
        name: "a byte order mark is not known",
        verdict: Verdict::Refuses,
        shown_by: &["20_bom", "21_bom_directive", "bom-crlf-directive", "bom-lf"],
    },
    Fault {
        name: "`\\\\` at the end of a line joins it with the next",
        verdict: Verdict::Misreads,
        shown_by: &["60_run_double_backslash_eol", "double-backslash"],
    },
    Fault {
        name: "any word of letters is an instruction, without a blank behind it",
        verdict: Verdict::Misreads,
        shown_by: &["42_formfeed_nbsp", "typo-instruction"],
    },
    Fault {
        name: "a file without instructions is no error",
        verdict: Verdict::Misreads,
        shown_by: &["43_empty", "44_only_comment", "empty", "only-comments"],
    },
    Fault {
        name: "text behind a quoted part of a value",
        verdict: Verdict::Refuses,
        shown_by: &["27_env_quote_tail", "env-quoted-tail"],
    },
    Fault {
        name: "empty values, names with dots, escapes in values",
        verdict: Verdict::Refuses,
        shown_by: &["25_env_forms", "env-empty-values", "env-forms", "php-wordpress-plugin"],
    },
    Fault {
        name: "several names in one ARG",
        verdict: Verdict::Refuses,
        shown_by: &["23_arg_multi", "args-several-per-line", "copy-quoted-flags", "global-args-only-used-in-from"],
    },
    Fault {
        name: "a legacy LABEL value with blanks",
        verdict: Verdict::Refuses,
        shown_by: &["label-forms", "label-legacy-three"],
    },
    Fault {
        name: "dots in stage names, substitutions with a word in image names",
        verdict: Verdict::Refuses,
        shown_by: &["28_from_default_var", "29_from_alias_dot", "from-default-value", "from-forms"],
    },
    Fault {
        name: "JSON escapes `\\u` and `\\/`",
        verdict: Verdict::Refuses,
        shown_by: &["33_json_unicode_escape", "exec-escapes"],
    },
    Fault {
        name: "a blank line inside a continuation",
        verdict: Verdict::Refuses,
        shown_by: &["11_blank_in_continuation", "blank-lines-inside", "python-django-compose"],
    },
    Fault {
        name: "a continuation mark at the end of the file, inside a keyword; a lone CR; RUN without arguments",
        verdict: Verdict::Refuses,
        shown_by: &[
            "13_cont_eof",
            "36_misc_no_args",
            "41_instr_split_by_cont",
            "56_cr_only_inside",
            "lone-cr",
            "split-keyword",
        ],
    },
];

/// Of `parse-dockerfile` 0.1.9.
pub(crate) const PARSE_DOCKERFILE: &[Fault] = &[
    Fault {
        name: "a heredoc that does not begin the command",
        verdict: Verdict::Refuses,
        shown_by: &[
            "04_heredoc_fd",
            "heredoc-continued-opener",
            "heredoc-escaped-name",
            "heredoc-lookalikes",
            "heredoc-midline",
        ],
    },
    Fault { name: "a blank in a heredoc delimiter of COPY", verdict: Verdict::Refuses, shown_by: &["heredoc-several"] },
    Fault {
        name: "an empty array, which resets the base's command",
        verdict: Verdict::Refuses,
        shown_by: &["cmd-reset", "entrypoint-reset-only"],
    },
    Fault {
        name: "`\\\\` at the end of a line joins it with the next",
        verdict: Verdict::Misreads,
        shown_by: &["60_run_double_backslash_eol", "double-backslash"],
    },
    Fault { name: "two stages of one name", verdict: Verdict::Refuses, shown_by: &["55_dup_stage"] },
];
