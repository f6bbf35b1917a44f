FROM python:3.12-slim
WORKDIR /srv/app
COPY requirements/prod.txt requirements/base.txt /srv/app/requirements/
COPY constraints.txt /srv/app/
RUN pip install --no-cache-dir --upgrade pip && pip install --no-cache-dir -r requirements/prod.txt -c constraints.txt
COPY . /srv/app
EXPOSE 80
CMD ["python", "app.py"]
