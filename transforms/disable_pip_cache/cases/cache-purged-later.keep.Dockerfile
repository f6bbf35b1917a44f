FROM python:3.9.7
RUN pip install docopt==0.6.2
RUN python -m pip -q cache purge
