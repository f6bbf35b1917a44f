FROM python:3.12-slim
WORKDIR /srv/app
COPY . /srv/app
RUN pip install --no-cache-dir --upgrade pip && pip install --no-cache-dir -r requirements/prod.txt -c constraints.txt
EXPOSE 80
CMD ["python", "app.py"]
