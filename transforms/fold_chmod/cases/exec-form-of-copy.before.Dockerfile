from debian:bookworm
copy ["a b.sh", "/a b.sh"]
run chmod 755 "/a b.sh"
cmd ["x"]
