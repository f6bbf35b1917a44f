FROM busybox
ONBUILD RUN <<EOF
echo built on top
EOF
ONBUILD COPY <<EOF /stamp
stamp
EOF
