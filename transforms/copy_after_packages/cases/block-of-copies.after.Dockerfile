FROM python:3.12
WORKDIR /app

RUN pip install --no-cache-dir --upgrade pip

# the project
COPY src/agent.py ./
COPY src/config.py ./
COPY requirements.txt ./

RUN pip install --no-cache-dir -r requirements.txt
