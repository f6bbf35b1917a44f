FROM alpine:3.20
RUN V=$(curl -fsSL https://example.org/list | head -n 1) && wget -q https://example.org/$V
