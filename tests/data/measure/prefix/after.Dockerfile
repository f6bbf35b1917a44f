# Builds to nearly the same size and is dead at its start: Debian's Python looks for packages in dist-packages only.
FROM ubuntu:20.04 AS builder
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*
RUN pip3 install --no-cache-dir --prefix=/install flask

FROM ubuntu:20.04
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
COPY --from=builder /install /usr/local
WORKDIR /app
COPY app.py .
CMD ["python3", "app.py"]
