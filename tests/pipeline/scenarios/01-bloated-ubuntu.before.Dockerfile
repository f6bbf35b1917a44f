FROM ubuntu:20.04
# Everything in one image.
RUN apt-get update
RUN apt-get install -y python3 python3-pip
RUN pip3 install flask gunicorn
COPY . /srv/shop
WORKDIR /srv/shop
EXPOSE 8000
CMD ["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]
