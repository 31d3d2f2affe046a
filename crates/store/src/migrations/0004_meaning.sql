-- Finer meaning of a post. Posts read before say what they said until `read --again`.
ALTER TABLE posts ADD COLUMN subject TEXT;                            -- what exactly is wrong
ALTER TABLE posts ADD COLUMN problem REAL NOT NULL DEFAULT 0;         -- raises a problem, whoever tells it
ALTER TABLE posts ADD COLUMN stance  TEXT NOT NULL DEFAULT 'other';   -- in what way it speaks of one
ALTER TABLE posts ADD COLUMN urgent  INTEGER NOT NULL DEFAULT 0;      -- life or limb at risk
UPDATE posts SET problem = complaint, stance = CASE WHEN complaint >= 0.5 THEN 'complaint' ELSE 'other' END;
UPDATE posts SET urgent = 1 WHERE category IN ('hcs/water', 'hcs/heat', 'hcs/power', 'hcs/gas', 'eco/flood', 'eco/emergency', 'law/domestic');
