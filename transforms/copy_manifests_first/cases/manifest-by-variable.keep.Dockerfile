FROM node:22
WORKDIR /app
COPY . .
ARG REQUIREMENTS=requirements.txt
RUN pip install -r $REQUIREMENTS
