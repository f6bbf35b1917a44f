# syntax=docker/dockerfile:1
FROM python:3.12-slim
RUN cat <<EOF > /install.sh
pip install flask
EOF
RUN <<EOF python3
# pip install flask
print("pip install flask")
EOF
