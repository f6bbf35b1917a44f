FROM alpine:3.19 AS zig
ARG ZIG=0.12.0
RUN apk add curl xz && curl -L https://ziglang.example.org/zig-$ZIG.tar.xz | tar -xJ -C /opt
COPY . /p
RUN cd /p && /opt/zig-$ZIG/zig build -Doptimize=ReleaseSmall
FROM scratch
COPY --from=zig /p/zig-out/bin/p /p
