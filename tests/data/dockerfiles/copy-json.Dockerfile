FROM busybox
COPY ["a file with blanks", "b", "/dest dir/"]
ADD ["https://example.org/x.tgz", "/tmp/"]
COPY --from=busybox:musl --chown=1000:1000 ["/bin/ls", "/bin/ls2"]
