FROM continuumio/miniconda3
RUN conda config --add channels conda-forge && conda init bash
RUN conda run -n base pip install flask
