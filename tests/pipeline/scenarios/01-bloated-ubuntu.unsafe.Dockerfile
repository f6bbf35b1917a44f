FROM ubuntu:20.04
# Everything in one image.
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip \
    && rm -rf /var/lib/apt/lists/*
RUN pip3 install --no-cache-dir flask gunicorn
COPY . /srv/shop
WORKDIR /srv/shop
EXPOSE 8000
CMD ["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]
