FROM python:3.8-slim-buster AS builder
RUN pip install --no-cache-dir gunicorn numpy

FROM python:3.8-alpine
RUN apk add curl
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /usr/local/lib/python3.8/site-packages /usr/local/lib/python3.8/site-packages
COPY . /srv/shop
CMD ["gunicorn", "-w 4", "shop:app"]
