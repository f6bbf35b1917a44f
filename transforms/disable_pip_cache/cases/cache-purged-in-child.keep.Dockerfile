FROM python:3.9.7 AS base
RUN pip install docopt==0.6.2

FROM base
RUN sh -c "pip cache remove docopt"
