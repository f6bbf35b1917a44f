FROM ubuntu:20.04 AS builder
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*
RUN pip3 install --no-cache-dir --user flask

FROM gcr.io/distroless/python3
COPY --from=builder /root/.local /root/.local
COPY shop /srv/shop
CMD ["/srv/shop/main.py"]
