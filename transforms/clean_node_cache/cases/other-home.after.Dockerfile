FROM node:22-slim
ENV JAVA_HOME=/opt/java
RUN npm ci && npm cache clean --force
USER node
