FROM debian:12
RUN cat <<EOF && echo done
make
EOF
RUN <<EOF cat > /x
make
EOF
RUN bash <<A && cat <<B
one
A
two
B
RUN python3 - <<EOF
print()
EOF
COPY <<EOF /x
x
EOF
