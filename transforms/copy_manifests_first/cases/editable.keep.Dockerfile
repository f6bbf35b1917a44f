FROM node:22
WORKDIR /app
COPY . .
RUN pip install -e . -r requirements.txt
