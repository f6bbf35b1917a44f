from debian:bookworm
copy --chmod=755 ["a b.sh", "/a b.sh"]
cmd ["x"]
