FROM node:22
WORKDIR /app
COPY . .
RUN npm install -g pm2@5
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
RUN npm ci --ignore-scripts
RUN pip install --no-cache-dir -r requirements.txt
RUN make
