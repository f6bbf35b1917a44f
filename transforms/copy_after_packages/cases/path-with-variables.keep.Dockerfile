FROM example.org/base
ENV TOOLS=/opt/node
COPY --from=node:22 /opt/node /opt/node
ENV PATH="${TOOLS}/bin:${PATH}"
RUN npm install -g pm2
