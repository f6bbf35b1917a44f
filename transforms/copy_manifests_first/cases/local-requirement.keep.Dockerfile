FROM node:22
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
