FROM python:3.12
RUN ["pip", "install", "x"]
COPY ["a b", "/x/"]
CMD [ "python", "it's" ]
