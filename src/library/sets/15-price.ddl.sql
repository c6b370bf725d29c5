-- 15-price.sql - what prices are made of besides relative value units

CREATE TABLE @library@.gpci (
	mac_locality  text COLLATE "C" NOT NULL,
	state         text,
	name          text,
	work          numeric(6,3) NOT NULL,
	pe            numeric(6,3) NOT NULL,
	mp            numeric(6,3) NOT NULL,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX gpci_key ON @library@.gpci (mac_locality);
CREATE INDEX gpci_release ON @library@.gpci (release_id);
COMMENT ON TABLE @library@.gpci IS 'Geographic practice cost indices of the Medicare physician fee schedule.';
COMMENT ON COLUMN @library@.gpci.mac_locality IS 'contractor (5 digits) and locality (2 digits), such as 0111205';
COMMENT ON COLUMN @library@.gpci.state IS 'state';
COMMENT ON COLUMN @library@.gpci.name IS 'name of the locality';
COMMENT ON COLUMN @library@.gpci.work IS 'index of work, with the floor of 1.0 where it holds';
COMMENT ON COLUMN @library@.gpci.pe IS 'index of practice expense';
COMMENT ON COLUMN @library@.gpci.mp IS 'index of malpractice';

CREATE TABLE @library@.anesthesia_factor (
	mac_locality  text COLLATE "C" NOT NULL,
	name          text,
	factor        numeric(8,4) NOT NULL,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX anesthesia_factor_key ON @library@.anesthesia_factor (mac_locality);
CREATE INDEX anesthesia_factor_release ON @library@.anesthesia_factor (release_id);
COMMENT ON TABLE @library@.anesthesia_factor IS 'Anesthesia conversion factors.';
COMMENT ON COLUMN @library@.anesthesia_factor.mac_locality IS 'contractor and locality';
COMMENT ON COLUMN @library@.anesthesia_factor.name IS 'name of the locality';
COMMENT ON COLUMN @library@.anesthesia_factor.factor IS 'dollars for a unit';

CREATE TABLE @library@.locality_county (
	mac_locality  text COLLATE "C" NOT NULL,
	state         text,
	area          text,
	counties      text,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX locality_county_key ON @library@.locality_county (mac_locality);
CREATE INDEX locality_county_release ON @library@.locality_county (release_id);
COMMENT ON TABLE @library@.locality_county IS 'Counties of the payment localities.';
COMMENT ON COLUMN @library@.locality_county.mac_locality IS 'contractor and locality';
COMMENT ON COLUMN @library@.locality_county.state IS 'state';
COMMENT ON COLUMN @library@.locality_county.area IS 'fee schedule area';
COMMENT ON COLUMN @library@.locality_county.counties IS 'counties in it, as published';

CREATE TABLE @library@.zip_locality (
	zip           text COLLATE "C" NOT NULL,
	state         text,
	mac_locality  text COLLATE "C" NOT NULL,
	rural         text,
	laboratory    text,
	plus_four     boolean,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX zip_locality_key ON @library@.zip_locality (zip);
CREATE INDEX zip_locality_release ON @library@.zip_locality (release_id);
COMMENT ON TABLE @library@.zip_locality IS 'Payment localities by ZIP code.';
COMMENT ON COLUMN @library@.zip_locality.zip IS 'five digits';
COMMENT ON COLUMN @library@.zip_locality.state IS 'state';
COMMENT ON COLUMN @library@.zip_locality.mac_locality IS 'contractor and locality';
COMMENT ON COLUMN @library@.zip_locality.rural IS 'R rural, B super rural, blank urban';
COMMENT ON COLUMN @library@.zip_locality.laboratory IS 'contractor for laboratory claims';
COMMENT ON COLUMN @library@.zip_locality.plus_four IS 'the ZIP code lies in more than one locality: all nine digits are needed';
