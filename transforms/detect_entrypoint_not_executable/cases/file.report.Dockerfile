FROM debian:bookworm-slim
WORKDIR /srv
COPY entrypoint.sh ./
EXPOSE 80
ENTRYPOINT ["./entrypoint.sh"]
CMD ["serve"]
