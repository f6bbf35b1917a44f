FROM node:22
EXPOSE 3000/tcp
ENTRYPOINT ["node"]
CMD ["a.js"]
