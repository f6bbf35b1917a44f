FROM debian:12
RUN cat <<E\OF > /a
\$keep
EOF
RUN cat <<"A'B" > /b
quote in the name
A'B
WORKDIR /
