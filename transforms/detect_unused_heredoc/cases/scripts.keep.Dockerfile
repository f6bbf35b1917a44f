FROM debian:12
RUN <<EOF
make
EOF
RUN --mount=type=cache,target=/x <<-'EOF'
make && make install
EOF
