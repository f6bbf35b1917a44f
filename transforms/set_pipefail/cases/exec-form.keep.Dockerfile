FROM alpine:3.20
RUN ["sh", "-c", "wget -qO- https://example.org/a.tgz | tar xz"]
