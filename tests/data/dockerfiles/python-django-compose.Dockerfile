FROM python:3.9-buster

# system packages
RUN apt-get update && apt-get install -y \
    # postgres client
    libpq-dev \
    # images
    libjpeg-dev \
    zlib1g-dev \

    gettext

RUN mkdir /site
WORKDIR /site
COPY requirements/ requirements/
RUN pip install -r requirements/prod.txt
COPY . .
RUN python manage.py collectstatic --noinput
