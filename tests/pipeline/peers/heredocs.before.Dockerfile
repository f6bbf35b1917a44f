# syntax=docker/dockerfile:1
FROM debian:12
RUN <<EOF
apt-get update
apt-get install -y jq
EOF
RUN cat <<A <<B
a
A
b
B
RUN <<-"PY" python3
	def f():
	    return 1
PY
RUN <<EOF && apt-get clean
apt-get install -y git
EOF
COPY <<EOF /etc/app.conf
apt-get update
EOF
RUN touch /x
