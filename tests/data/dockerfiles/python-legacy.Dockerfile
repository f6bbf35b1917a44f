FROM python:2.7
RUN pip install virtualenv==20.15
RUN virtualenv /env
RUN /env/bin/pip install \
	pyramid==1.10 \
	waitress
ADD app.ini /
CMD ["/env/bin/pserve", "/app.ini"]
