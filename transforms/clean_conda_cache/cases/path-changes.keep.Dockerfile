FROM continuumio/miniconda3
RUN conda install -y numpy && export PATH=/usr/bin && echo done
