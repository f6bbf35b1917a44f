FROM python:3.12-slim
WORKDIR /app
# what it needs
COPY requirements.txt ./
COPY --chown=1000:1000 ["my tools", "/tools/"]
ENV LANG=C.UTF-8

# compilers
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir -r requirements.txt
