FROM continuumio/miniconda3
RUN conda install -y numpy
CMD conda install -y $MORE && python app.py
