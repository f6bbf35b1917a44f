FROM perl:5.38
RUN cpanm --notest Carton
COPY cpanfile* /app/
WORKDIR /app
RUN carton install --deployment
COPY . /app
CMD carton exec plackup -p 5000 app.psgi
