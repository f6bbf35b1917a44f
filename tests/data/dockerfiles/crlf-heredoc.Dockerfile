FROM alpine
RUN <<EOF
echo windows editor
EOF
CMD ["x"]
